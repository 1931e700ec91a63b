import Markdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';

/** The page has the headings above these. What a vendor writes fetches nothing: images are left out. */
const components: Components = {
  h1: ({ children }) => <h3 className="mb-2 text-[14px] font-semibold text-text-1">{children}</h3>,
  h2: ({ children }) => <h4 className="mt-4 mb-1 text-[13px] font-medium text-text-1">{children}</h4>,
  h3: ({ children }) => <h5 className="mt-3 mb-1 text-[12px] font-medium text-text-1">{children}</h5>,
  p: ({ children }) => <p className="my-2">{children}</p>,
  ul: ({ children }) => <ul className="my-2 list-disc pl-5">{children}</ul>,
  ol: ({ children }) => <ol className="my-2 list-decimal pl-5">{children}</ol>,
  a: ({ href, children }) => (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      className="text-cyan underline underline-offset-2"
    >
      {children}
    </a>
  ),
  code: ({ children }) => <code className="num text-[11.5px]">{children}</code>,
  pre: ({ children }) => (
    <pre className="my-2 overflow-x-auto rounded bg-surface-0 p-2 font-mono">{children}</pre>
  ),
  table: ({ children }) => (
    <div className="my-2 overflow-x-auto">
      <table className="tabular border-collapse text-left">{children}</table>
    </div>
  ),
  th: ({ children }) => (
    <th className="border-b border-line-strong px-2 py-1 font-medium text-text-3">{children}</th>
  ),
  td: ({ children }) => <td className="border-b border-line px-2 py-1">{children}</td>,
};

const plugins = [remarkGfm];

/** A vendor's model card. */
export function ModelCard({ markdown }: { markdown: string }) {
  return (
    <div className="text-[12px] leading-5 break-words text-text-2" data-testid="model-card">
      <Markdown remarkPlugins={plugins} components={components} disallowedElements={['img']} skipHtml>
        {markdown}
      </Markdown>
    </div>
  );
}

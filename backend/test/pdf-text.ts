import { inflateSync } from 'node:zlib';

/** Text of a PDF that pdfkit wrote, in the order in which it is drawn (ToUnicode, PDF 32000-1 section 9.10.3). */
export function textOfPdf(pdf: Buffer): string {
  const objects = objectsOf(pdf);
  const maps = fontsOf(objects);
  const lines: string[] = [];
  for (const { stream } of objects.values()) {
    if (!/ Tf[\s\S]* TJ/.test(stream)) continue;
    let font = '';
    for (const [, name, shown] of stream.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
      if (name) font = name;
      else lines.push(shownText(shown ?? '', maps.get(font) ?? []));
    }
  }
  return lines.join('\n');
}

interface PdfObject {
  head: string;
  stream: string;
}

function objectsOf(pdf: Buffer): Map<string, PdfObject> {
  const text = pdf.toString('latin1');
  const objects = new Map<string, PdfObject>();
  for (const { 0: whole, 1: id, index } of text.matchAll(/(?<=\n)(\d+) 0 obj\n[\s\S]*?\nendobj/g)) {
    const start = whole.indexOf('stream\n');
    const end = whole.lastIndexOf('\nendstream');
    const bytes = pdf.subarray(index + start + 7, index + end);
    const head = start < 0 ? whole : whole.slice(0, start);
    const packed = start >= 0 && head.includes('/FlateDecode') && !head.includes('/Subtype');
    objects.set(id ?? '', { head, stream: packed ? inflateSync(bytes).toString('latin1') : '' });
  }
  return objects;
}

/** By the name that pages have for a font: the text of each glyph. */
function fontsOf(objects: Map<string, PdfObject>): Map<string, string[]> {
  const fonts = new Map<string, string[]>();
  for (const { head } of objects.values())
    for (const [, name, id] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const unicode = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id ?? '')?.head ?? '')?.[1];
      const map = objects.get(unicode ?? '')?.stream ?? '';
      const ranges = [...map.matchAll(/<[0-9a-f]+> <[0-9a-f]+> \[([^\]]*)\]/g)];
      fonts.set(
        name ?? '',
        ranges.flatMap(([, values]) =>
          [...(values ?? '').matchAll(/<([0-9a-f ]*)>/g)].map(([, hex]) =>
            Buffer.from((hex ?? '').replaceAll(' ', ''), 'hex')
              .swap16()
              .toString('utf16le'),
          ),
        ),
      );
    }
  return fonts;
}

function shownText(shown: string, glyphs: readonly string[]): string {
  return [...shown.matchAll(/<([0-9a-f]+)>/g)]
    .flatMap(([, hex]) => (hex ?? '').match(/.{4}/g) ?? [])
    .map((code) => glyphs[parseInt(code, 16)] ?? '')
    .join('');
}

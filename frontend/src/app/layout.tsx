import '@fontsource-variable/inter';
import '@fontsource/jetbrains-mono/400.css';
import '@fontsource/jetbrains-mono/500.css';
import './globals.css';
import type { Metadata, Viewport } from 'next';
import { connection } from 'next/server';
import type { ReactNode } from 'react';
import { QueryProvider } from '@/lib/query/provider';

export const metadata: Metadata = {
  title: { default: 'Firstread', template: '%s · Firstread' },
  description: 'Reading worklist. Not a medical device.',
  robots: { index: false, follow: false },
};

export const viewport: Viewport = { colorScheme: 'dark', themeColor: '#0c1017' };

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Every page is rendered for its request: the nonce of the content security policy is in it.
  await connection();
  return (
    <html lang="en">
      <body>
        <QueryProvider>{children}</QueryProvider>
      </body>
    </html>
  );
}

import { inflateSync } from 'node:zlib';
import { reportPdf } from '../document/report-pdf.js';

async function printed(name: string, findings: string): Promise<{ bytes: number; characters: string }> {
  const pdf = await reportPdf({
    site: 'Site',
    patient: { name, id: '1', birthDate: null, sex: null },
    study: { studyDescription: '胸部', studyDate: null, accessionNumber: null, modalities: ['DX'] },
    parts: [
      {
        heading: 'Final report',
        signature: 'Signed by A',
        sections: [{ heading: 'Findings', text: findings }],
      },
    ],
    made: new Date('2026-11-27T10:00:00Z'),
  });
  return { bytes: pdf.length, characters: charactersOf(pdf) };
}

/** All characters that the fonts of the PDF say their glyphs are (ToUnicode, PDF 32000-1 section 9.10.3). */
function charactersOf(pdf: Buffer): string {
  const codes: number[] = [];
  const text = pdf.toString('latin1');
  for (const { index, 0: start } of text.matchAll(/stream\r?\n/g)) {
    const from = index + start.length;
    const stream = pdf.subarray(from, text.indexOf('endstream', from));
    try {
      const map = inflateSync(stream).toString('latin1');
      if (!map.includes('beginbfrange')) continue;
      for (const [, hex] of map.matchAll(/<([0-9a-f]{4,8})>/g)) codes.push(parseInt(hex ?? '', 16));
    } catch {
      // Not a compressed stream.
    }
  }
  return codes.map((code) => (code <= 0x10ffff ? String.fromCodePoint(code) : '')).join('');
}

describe('a printed report', () => {
  it('has names and text in Chinese, Japanese and Korean, beside every other script', async () => {
    const { characters, bytes } = await printed(
      'Yamada, Tarou / 山田, 太郎 / やまだ',
      'Κανένα. 右肺下叶结节。\n\n정상 소견.',
    );
    for (const character of '山田太郎やまだκ右肺下叶结节정상胸部')
      expect(characters).toContain(character === 'κ' ? 'Κ' : character);
    expect(bytes).toBeLessThan(100_000);
  });

  it('says which characters it cannot show', async () => {
    expect((await printed('𠮷田', 'Normal.')).characters).toContain('〓');
    expect((await printed('Müller', 'Normal.')).characters).not.toContain('〓');
  });
});

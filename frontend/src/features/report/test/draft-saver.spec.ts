import { ApiError } from '@/lib/api/problem';
import { DraftSaver, type DraftText, type Sender } from '../model/draft-saver';
import { expanded } from '../model/macros';
import { dropUnwritten, openDraft } from '../model/open-drafts';

const text = (findings: string): DraftText => ({
  sections: [{ id: 'findings', text: findings }],
  insertions: [],
});
const at = '2026-11-27T10:00:00.000Z';
const problem = (status: number, code: string): ApiError =>
  new ApiError(
    status,
    status === 0 ? null : { type: '', title: '', status, code, instance: '', detail: '' },
    code,
  );

/** A server that answers as it is told, and what it was sent. */
function server(answers: (ApiError | null)[] = []) {
  const sent: string[] = [];
  let version = 1;
  const take = (draft: {
    sections: DraftText['sections'];
  }): Promise<{ version: number; savedAt: string }> => {
    sent.push(draft.sections[0]?.text ?? '');
    const answer = answers.shift();
    if (answer) return Promise.reject(answer);
    version += 1;
    return Promise.resolve({ version, savedAt: at });
  };
  return { sent, sender: { start: take, save: take } satisfies Sender };
}

describe('a draft that is typed', () => {
  it('is saved at once, and then in its newest text', async () => {
    const { sent, sender } = server();
    const saver = new DraftSaver(sender, text(''), null);
    saver.change(text('N'));
    saver.change(text('No'));
    saver.change(text('Nor'));
    expect(await saver.flush()).toBe(true);
    expect(sent).toEqual(['N', 'Nor']);
    expect([saver.state.phase, saver.dirty]).toEqual(['saved', false]);
  });

  it('is kept and tried again where the server does not answer', async () => {
    const { sent, sender } = server([problem(0, 'none')]);
    const saver = new DraftSaver(sender, text(''), 1);
    saver.change(text('Normal'));
    expect(await saver.flush()).toBe(true);
    expect(sent).toEqual(['Normal', 'Normal']);
  });

  it('is not written over another window; both texts are there until the reader goes on with one', async () => {
    const { sent, sender } = server([problem(409, 'REPORT_CHANGED')]);
    const saver = new DraftSaver(sender, text(''), 1);
    saver.change(text('Mine'));
    expect(await saver.flush()).toBe(false);
    saver.change(text('Mine, more'));
    expect(await saver.flush()).toBe(false);
    expect([saver.state.phase, saver.text, saver.dirty, sent]).toEqual([
      'conflict',
      text('Mine, more'),
      true,
      ['Mine'],
    ]);
    saver.overwrite(5);
    expect(await saver.flush()).toBe(true);
    expect(sent.at(-1)).toBe('Mine, more');
  });
});

describe('the first letters of a report', () => {
  it('go out once more where the page is left before their answer', async () => {
    const sent: string[] = [];
    const take = (draft: { sections: DraftText['sections']; sequence: number }, leaving: boolean) => {
      sent.push(`${draft.sequence} ${draft.sections[0]?.text} ${leaving}`);
      return Promise.resolve({ version: 1, savedAt: at });
    };
    const saver = new DraftSaver({ start: take, save: take }, text(''), null);
    saver.change(text('N'));
    saver.change(text('No'));
    saver.leave();
    expect(sent).toEqual(['1 N false', '2 No true']);
    await saver.flush();
  });

  it('are not dropped for another template', async () => {
    const { sender } = server();
    const saver = openDraft('1.2', 'report', () => new DraftSaver(sender, text(''), null));
    expect(dropUnwritten('1.2', 'report')).toBe(true);
    openDraft('1.2', 'report', () => saver).change(text('N'));
    expect(dropUnwritten('1.2', 'report')).toBe(false);
    await saver.flush();
    expect(dropUnwritten('1.2', 'report')).toBe(false);
    expect(openDraft('1.2', 'report', () => new DraftSaver(sender, text(''), null)).text).toEqual(text('N'));
  });
});

describe('a macro', () => {
  const macro = { id: '', name: 'nl', text: 'Normal lungs.', shared: true };

  it('is put in the place of its name once a space follows, the own before the shared one', () => {
    expect(expanded('A .nl ', 6, [macro])).toEqual({ text: 'A Normal lungs. ', cursor: 16 });
    const own = { ...macro, text: 'Mine.', shared: false };
    expect(expanded('.NL x', 4, [macro, own])).toEqual({ text: 'Mine. x', cursor: 6 });
    expect(expanded('1.nl ', 5, [macro])).toBeNull();
    expect(expanded('.nl', 3, [macro])).toBeNull();
  });
});

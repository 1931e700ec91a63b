import { readReview, readSettings } from '../model/forms';

function form(fields: [string, string][]): FormData {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  return data;
}

describe('the form of a review', () => {
  it('needs a comment and what it is about where the reviewer disagrees', () => {
    const read = readReview(form([['verdict', 'disagreeMinor']]));
    expect('problems' in read && Object.keys(read.problems).sort()).toEqual(['categories', 'comment']);
  });

  it('needs neither where they agree', () => {
    expect(
      readReview(
        form([
          ['verdict', 'agree'],
          ['comment', ' '],
        ]),
      ),
    ).toEqual({
      input: { verdict: 'agree', categories: [], comment: null },
    });
  });

  it('names categories once and in their order', () => {
    const read = readReview(
      form([
        ['verdict', 'disagreeMajor'],
        ['categories', 'technique'],
        ['categories', 'perception'],
        ['comment', 'Fracture'],
      ]),
    );
    expect(read).toEqual({
      input: { verdict: 'disagreeMajor', categories: ['perception', 'technique'], comment: 'Fracture' },
    });
  });
});

describe('the form of the settings', () => {
  it('is read as numbers', () => {
    expect(
      readSettings(
        form([
          ['percent', '2.5'],
          ['capPerReader', '3'],
          ['blind', 'on'],
        ]),
        4,
      ),
    ).toEqual({
      input: { percent: 2.5, capPerReader: 3, blind: true, expectedVersion: 4 },
    });
  });

  it('takes nothing that is no number, or out of its bounds', () => {
    const read = readSettings(
      form([
        ['percent', '101'],
        ['capPerReader', ''],
      ]),
      0,
    );
    expect('problems' in read && Object.keys(read.problems).sort()).toEqual(['capPerReader', 'percent']);
  });
});

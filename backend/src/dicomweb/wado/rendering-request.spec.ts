import { readRenderingRequest } from './rendering-request.js';

describe('rendering parameters', () => {
  it('are window, viewport and quality', () => {
    expect(
      readRenderingRequest({ window: '40,80,sigmoid', viewport: '10,20,1,2,-3,4', quality: '50' }),
    ).toEqual({
      window: { kind: 'window', center: 40, width: 80, function: 'SIGMOID' },
      viewport: {
        width: 10,
        height: 20,
        source: { left: 1, top: 2, width: 3, height: 4, flop: true, flip: false },
      },
      quality: 50,
    });
    expect(readRenderingRequest({ viewport: '10,20' }).viewport).toEqual({ width: 10, height: 20 });
  });

  it.each([
    [{ window: '40' }, 'window'],
    [{ window: '40,0,linear' }, 'window'],
    [{ window: '40,80,cubic' }, 'window'],
    [{ viewport: '10' }, 'viewport'],
    [{ viewport: '0,10' }, 'viewport'],
    [{ viewport: '100000,10' }, 'viewport'],
    [{ quality: '0' }, 'quality'],
    [{ quality: 'best' }, 'quality'],
    [{ annotation: 'patient' }, 'annotation'],
  ])('%p is refused by name', (query, name) => {
    expect(() => readRenderingRequest(query)).toThrow(new RegExp(name));
  });
});

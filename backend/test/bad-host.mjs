/**
 * Stands for model processes whose native runtime goes wrong, which no ONNX file can be made to do on purpose: by the
 * name of the model it never answers, dies at each call, or takes more and more memory. Other models run as usual.
 */
const [, , file] = process.argv;
const hoard = [];

const bad = {
  sleeping: () => undefined,
  crashing: () => process.kill(process.pid, 'SIGSEGV'),
  eating: () => setInterval(() => hoard.push(Buffer.alloc(32 * 2 ** 20, 1)), 20),
};
const [, misbehave] = Object.entries(bad).find(([name]) => file.includes(`/${name}/`)) ?? [];

if (misbehave) {
  process.on('message', misbehave);
  process.on('disconnect', () => process.exit(0));
  process.send({ kind: 'ready', inputs: [], outputs: [] });
} else {
  await import('../dist/inference/runtime/model-host.js');
}

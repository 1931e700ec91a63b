/** The server of the remote starter: a whole one of the Open Inference Protocol v2, for Node.js without packages. */
export const REMOTE_SERVER = `// A server of the Open Inference Protocol v2. Replace predict() by your model, or this file by KServe or Triton.
// node server.mjs [PORT]
import { createServer } from 'node:http';

const MODEL = 'film';
const PORT = Number(process.argv[2] ?? 8000);

/** One image of 1 x 64 x 64 values from 0 to 1; how likely it is a bright film. */
function predict(values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return 1 / (1 + Math.exp(-8 * (mean - 0.5)));
}

function infer({ id, inputs }) {
  const { shape, data } = inputs.find((input) => input.name === 'image');
  const [images] = shape;
  const size = data.length / images;
  const probabilities = Array.from({ length: images }, (_, image) =>
    predict(data.slice(image * size, (image + 1) * size)),
  );
  return {
    model_name: MODEL,
    id,
    outputs: [{ name: 'probability', datatype: 'FP32', shape: [images, 1], data: probabilities }],
  };
}

const server = createServer(async (request, response) => {
  const answer = (status, body) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  try {
    switch (request.url) {
      case '/v2':
        return answer(200, { name: 'starter', version: '1', extensions: [] });
      case '/v2/health/live':
      case '/v2/health/ready':
      case '/v2/models/' + MODEL + '/ready':
        return answer(200, {});
      case '/v2/models/' + MODEL + '/infer':
        return answer(200, infer(JSON.parse(Buffer.concat(chunks))));
      default:
        return answer(404, { error: request.url + ' is not served here' });
    }
  } catch (error) {
    return answer(400, { error: String(error) });
  }
});
server.listen(PORT, '127.0.0.1', () => console.log('serving ' + MODEL + ' at http://127.0.0.1:' + server.address().port));
`;

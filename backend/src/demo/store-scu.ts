import dimse from 'dcmjs-dimse';

const { CStoreRequest } = dimse.requests;

export interface Peer {
  host: string;
  port: number;
  callingAeTitle: string;
  calledAeTitle: string;
}

/** Sends files over one association. Throws when the association fails or a store is refused. */
export async function storeFiles(paths: readonly string[], peer: Peer): Promise<void> {
  dimse.log.disableAll();
  const client = new dimse.Client();
  await new Promise<void>((resolve, reject) => {
    for (const path of paths) {
      const request = new CStoreRequest(path);
      request.on('response', (response: { getStatus: () => number }) => {
        if (response.getStatus() !== 0)
          reject(new Error(`C-STORE refused with status ${response.getStatus().toString(16)}`));
      });
      client.addRequest(request);
    }
    client.on('networkError', reject);
    client.on('associationRejected', () => reject(new Error('The association was rejected')));
    client.on('closed', () => resolve());
    client.send(peer.host, peer.port, peer.callingAeTitle, peer.calledAeTitle);
  });
}

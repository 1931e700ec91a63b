/** The part of dcmjs 0.51 that the encoders use; the package ships no types. */
declare module 'dcmjs' {
  export interface DcmjsElement {
    vr: string;
    Value: unknown[];
  }
  export interface DcmjsDataset {
    [tag: string]: DcmjsElement;
  }
  export class DicomDict {
    constructor(meta: DcmjsDataset);
    dict: DcmjsDataset;
    write(): ArrayBuffer;
  }
  export class WriteBufferStream {
    constructor(initialSize: number);
    getBuffer(): ArrayBuffer;
  }
  export interface DicomMessage {
    write(
      dataset: DcmjsDataset,
      stream: WriteBufferStream,
      transferSyntaxUid: string,
      options: object,
    ): number;
  }
  const dcmjs: {
    data: {
      DicomDict: typeof DicomDict;
      DicomMessage: DicomMessage;
      WriteBufferStream: typeof WriteBufferStream;
    };
  };
  export default dcmjs;
}

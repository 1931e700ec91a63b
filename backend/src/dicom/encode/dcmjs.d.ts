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
  const dcmjs: {
    data: { DicomDict: typeof DicomDict };
  };
  export default dcmjs;
}

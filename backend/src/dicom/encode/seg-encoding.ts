/** How the pixels of a segmentation are kept (PS3.3 C.8.20.2.3). */
export type SegEncoding = 'binary' | 'fractional' | 'labelmap';

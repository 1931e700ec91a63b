export { DicomwebModule } from './dicomweb.module.js';
export { LARGEST_PAGE } from './qido/qido-request.js';
export { QIDO_ATTRIBUTES } from './qido/return-set.js';
export { frameMediaType } from './wado/choose.js';
export { RENDERING } from './wado/rendering-request.js';
export { IMAGE_TYPES, THUMBNAIL } from './wado/rendering.service.js';

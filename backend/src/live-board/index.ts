export { LiveBoardHttpModule } from './live-board.module.js';

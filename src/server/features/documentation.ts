export { rulePage } from '../../core/words/documentation.ts';

/** Text from an image or a Dockerfile made safe for a terminal, where control characters could move the cursor. */
export { showControls as escapeForTerminal } from '../../core/words/showControls.ts';

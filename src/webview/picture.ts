import { showReport } from './report/showReport.ts';
import { showInEditor } from './showInEditor.ts';

/** Only an editor has this. */
declare const acquireVsCodeApi: unknown;

const root = document.getElementById('picture');
if (root !== null) {
  if (typeof acquireVsCodeApi === 'function') showInEditor(root);
  else showReport(root);
}

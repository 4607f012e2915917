import { gateGithub } from './report/gateGithub.ts';
import { gateGitlab } from './report/gateGitlab.ts';
import { gateJson } from './report/gateJson.ts';
import { gateJunit } from './report/gateJunit.ts';
import { gateMarkdown } from './report/gateMarkdown.ts';
import type { GateReport } from './report/gateReport.ts';
import { gateSarif } from './report/gateSarif.ts';
import { gateText } from './report/gateText.ts';
import type { TextOptions } from './report/textOptions.ts';
import { style } from './terminal/style.ts';

/** The reports of `layerwise ci`, by the names of `--format`: a new one is a file in `report` and a line here. */
const formats = {
  text: gateText,
  json: (report: GateReport) => `${JSON.stringify(gateJson(report), null, 2)}\n`,
  sarif: gateSarif,
  junit: gateJunit,
  markdown: gateMarkdown,
  github: gateGithub,
  gitlab: gateGitlab,
} as const satisfies Record<string, (report: GateReport, options: TextOptions) => string>;

export type GateFormat = keyof typeof formats;

export const gateFormats = Object.keys(formats) as readonly GateFormat[];

export function isGateFormat(name: string): name is GateFormat {
  return Object.hasOwn(formats, name);
}

export function formatGate(format: GateFormat, report: GateReport, options: TextOptions): string {
  return formats[format](report, options);
}

/** For a file: no colours, and as wide as without a terminal. */
export const fileOptions: TextOptions = { style: style(false), width: 120 };

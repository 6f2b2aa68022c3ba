import { basename } from 'node:path';
import { commands, Uri, workspace, type ExtensionContext } from 'vscode';
import type { TrainingReports } from '../../protocol/trainingMessages';

const scheme = 'flowcell-report';
type Evaluation = TrainingReports['evaluate'];
type Finetuning = TrainingReports['finetune'];
type Figures = Evaluation['figures'];
type Row = Evaluation['points'][number];

/** Reports as pages of the editor's own Markdown preview: nothing in them runs. */
export class ReportPages {
  readonly #texts = new Map<string, string>();

  constructor(context: ExtensionContext) {
    context.subscriptions.push(
      workspace.registerTextDocumentContentProvider(scheme, {
        provideTextDocumentContent: ({ query }) =>
          this.#texts.get(query) ?? 'The report is gone; run the command again.',
      }),
    );
  }

  async showEvaluation(report: Evaluation, path: string): Promise<void> {
    await this.showText(`Evaluation of ${report.model.title}`, evaluationPage(report, path));
  }

  async showFinetune(report: Finetuning, path: string): Promise<void> {
    const { evaluation, splitDescription, members, seconds } = report;
    const best = members.map(({ bestEpoch }) => bestEpoch).join(', ');
    const made = `${splitDescription} Best epochs: ${best}. It took ${seconds.toFixed(0)} s.`;
    await this.showText(
      `${evaluation.model.title}`,
      `${evaluationPage(evaluation, path)}\n\n## How it was made\n\n${made}\n`,
    );
  }

  async showText(title: string, text: string): Promise<void> {
    const key = String(this.#texts.size + 1);
    this.#texts.set(key, `# ${escape(title)}\n\n${text}\n`);
    const name = title.replace(/[^\p{L}\p{N} ()-]+/gu, ' ').trim();
    await commands.executeCommand('markdown.showPreview', Uri.from({ scheme, path: `/${name}.md`, query: key }));
  }
}

function evaluationPage(report: Evaluation, path: string): string {
  const { figures, baselines, model, target, table, tauRange, notes, misses, points, problems, skipped } = report;
  const range = tauRange
    ? ` The middle 95 % of bootstrap samples have tau between ${tauRange[0]} and ${tauRange[1]}.`
    : '';
  const rows = [{ name: model.title, figures }, ...baselines].map(figureRow);
  return [
    `**${escape(target.title)}** on ${figures.n} ${report.part === 'held-out' ? 'held-out ' : ''}rows of ${escape(table)}.${range}`,
    `| | tau | P@1 % | P@5 % | P@10 % | Spearman | coverage |\n| --- | --- | --- | --- | --- | --- | --- |\n${rows.join('\n')}`,
    notes.map((note) => `- ${escape(note)}`).join('\n'),
    `## Predicted against measured\n\n![Scatter plot of measured and predicted values](${scatter(points)})`,
    misses.length === 0 ? '' : `## Worst misses\n\n${missTable(misses, path)}`,
    problems.length === 0 ? '' : `## Skipped rows: ${skipped}\n\n${problems.map((p) => `- ${escape(p)}`).join('\n')}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

const figureRow = ({ name, figures: f }: { readonly name: string; readonly figures: Figures }): string =>
  `| ${escape(name)} | ${[f.tau, f.p1, f.p5, f.p10, f.spearman, f.coverage].map((v) => v?.toFixed(1) ?? '-').join(' | ')} |`;

function missTable(misses: readonly Row[], path: string): string {
  const rows = misses.map(({ row, line, truth, value, low, high }) => {
    const place =
      path === '' ? `row ${row}` : `[${escape(basename(path))}, row ${row}](${Uri.file(path).toString()}#L${line})`;
    return `| ${place} | ${short(truth)} | ${short(value)} | ${short(low)} to ${short(high)} |`;
  });
  return `| cell | measured | predicted | range |\n| --- | --- | --- | --- |\n${rows.join('\n')}`;
}

const short = (value: number): string => String(Number(value.toPrecision(5)));

/** Texts of files must not become markup. */
const escape = (text: string): string => text.replace(/[\\`*_{}[\]()<>#|!~&-]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** A scatter plot with the diagonal, as a picture in a data URI: mid grey and blue show on light and dark. */
function scatter(points: readonly Row[]): string {
  const size = 360;
  const pad = 44;
  const all = points.flatMap(({ truth, value }) => [truth, value]);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const scale = (v: number): number => pad + ((v - low) / (high - low || 1)) * (size - 2 * pad);
  const at = (v: number): string => scale(v).toFixed(1);
  const up = (v: number): string => (size - scale(v)).toFixed(1);
  const dots = points.map(({ truth, value }) => `<circle cx="${at(truth)}" cy="${up(value)}" r="3"/>`).join('');
  const label = (x: number, y: number, text: string, more = ''): string =>
    `<text x="${x}" y="${y}" text-anchor="middle" ${more}>${text}</text>`;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" font-family="sans-serif" font-size="11" fill="#888">` +
    `<path d="M${pad} ${pad}V${size - pad}H${size - pad}M${pad} ${size - pad}L${size - pad} ${pad}" fill="none" stroke="#888"/>` +
    `<g fill="#3794ff" fill-opacity="0.6">${dots}</g>` +
    label(pad, size - pad + 16, short(low)) +
    label(size - pad, size - pad + 16, short(high)) +
    label(size / 2, size - 10, 'measured') +
    label(16, size / 2, 'predicted', `transform="rotate(-90 16 ${size / 2})"`) +
    `</svg>`;
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}

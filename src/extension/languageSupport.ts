import { extensions, workspace } from 'vscode';

/** Extensions that check the languages of cell files, and the settings that switch the check off. */
const checks = [
  { language: 'json', extension: 'vscode.json-language-features', section: 'json', setting: 'validate.enable' },
  { language: 'yaml', extension: 'redhat.vscode-yaml', section: 'yaml', setting: 'validate' },
] as const;

/** Languages of cell files whose syntax errors another extension underlines. */
export function checkedLanguages(): string[] {
  return checks
    .filter(({ extension }) => extensions.getExtension(extension) !== undefined)
    .filter(({ section, setting }) => workspace.getConfiguration(section).get<boolean>(setting) !== false)
    .map(({ language }) => language);
}

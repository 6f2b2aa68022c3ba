import type { ModelError } from '../core/model/manifest';

/** Whether a folder that cannot be used as a model is one all the same: damaged, or of another version of the format. */
export function isOwnModel({ code, place }: ModelError): boolean {
  switch (code) {
    case 'model-missing':
    case 'model-unreadable':
      return place !== undefined;
    case 'model-field':
      // Other programs have manifests, too; none of them has this field.
      return place !== 'formatVersion';
    case 'model-json':
    case 'model-too-large':
      return false;
    default:
      return true;
  }
}

import {
  reportAuthorsSchema,
  reportMacroSchema,
  reportMacrosSchema,
  reportTemplateSchema,
  reportTemplatesSchema,
  type ReaderGrade,
  type ReportAuthors,
  type ReportMacro,
  type ReportMacroInput,
  type ReportMacros,
  type ReportTemplate,
  type ReportTemplateInput,
  type ReportTemplates,
} from '@firstread/contract';
import { command, request } from '@/lib/api/http';

/** What reports are written with. */
export const macrosKey = ['report-macros'] as const;
export const templatesKey = ['report-templates'] as const;
export const authorsKey = ['report-authors'] as const;

const ROOT = '/api/v1/reports';

export function fetchMacros(signal: AbortSignal): Promise<ReportMacros> {
  return request(`${ROOT}/macros`, reportMacrosSchema, { signal });
}

export function saveMacro(id: string, body: ReportMacroInput): Promise<ReportMacro> {
  return request(`${ROOT}/macros/${id}`, reportMacroSchema, { method: 'PUT', body });
}

export function deleteMacro(id: string): Promise<void> {
  return command(`${ROOT}/macros/${id}`, { method: 'DELETE' });
}

export function fetchTemplates(signal: AbortSignal): Promise<ReportTemplates> {
  return request(`${ROOT}/templates`, reportTemplatesSchema, { signal });
}

export function saveTemplate(id: string, body: ReportTemplateInput): Promise<ReportTemplate> {
  return request(`${ROOT}/templates/${id}`, reportTemplateSchema, { method: 'PUT', body });
}

export function fetchAuthors(signal: AbortSignal): Promise<ReportAuthors> {
  return request(`${ROOT}/authors`, reportAuthorsSchema, { signal });
}

export function setGrade(id: string, grade: ReaderGrade): Promise<ReportAuthors> {
  return request(`${ROOT}/authors/${id}/grade`, reportAuthorsSchema, { method: 'PUT', body: { grade } });
}

/** Organs and states that the patients of one sex have. `cervical` is no such word: the spine has it too. */
const FEMALE =
  /\b(uterus|uterine|hysterectomy|ovary|ovaries|ovarian|endometri\w+|myometri\w+|vagina|vaginal|fallopian|pregnan\w+|gravid|fetus|fetal|foetus)\b/gi;
const MALE =
  /\b(prostate|prostatic|prostatectomy|testis|testes|testic\w+|scrotum|scrotal|seminal vesicles?|epididym\w+|penis|penile)\b/gi;

/** Words, in lower case, that do not go with the patient's sex. */
export function contradictingWords(text: string, sex: 'M' | 'F'): string[] {
  const words = [...text.matchAll(sex === 'M' ? FEMALE : MALE)].map(([word]) => word.toLowerCase());
  return [...new Set(words)];
}

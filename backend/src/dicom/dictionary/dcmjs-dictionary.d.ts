/** dcmjs ships its data dictionary as plain JavaScript without types. */
declare module 'dcmjs/dictionary' {
  interface DcmjsDictionaryEntry {
    readonly tag: string;
    readonly vr?: string;
    readonly name: string;
    readonly vm?: string;
    readonly version?: string;
  }
  const dictionary: Readonly<Record<string, DcmjsDictionaryEntry>>;
  export default dictionary;
}

export const STARTER_CARD = `# Model card

Say here, for readers and for those who decide:

- what the model looks for, in whom, and who may use the answer for what;
- what it was trained on: sources, numbers, years, scanners, ages and sexes, and under which licence;
- how it was tested and on what, with intervals, and how that differs from the training data;
- what it misses and what it gets wrong, and when it must not be used;
- whom to tell when it goes wrong.

This starter says how bright a film is. It was trained on nothing and knows nothing of disease.
`;

export const STARTER_README = `# From nothing to a passing badge in ten minutes

This folder is a model that passes verification as it is. Change it into yours, one step at a time, and verify after
each. \`KIT\` stands for \`npm run vendor-kit --\` in a clone of Firstread.

1. \`KIT verify THIS_FOLDER\` – every rule says pass. That is the badge you want to keep.
2. Put your ONNX file in place of \`model.onnx\`: one file, float32 input, operators of ONNX alone, weights inside.
   \`KIT digest THIS_FOLDER\` writes its SHA-256 into the manifest.
3. In \`manifest.json\`, say under \`input\` the name of your tensor and how stored pixels become it, in order; under
   \`outputs\` what each tensor means. \`KIT verify\` says which name or shape is wrong. The schema, for your editor:
   \`/api/v1/schemas/model-manifest.json\` of any Firstread.
4. \`golden/\`: one input tensor of your own training code (little-endian float32, gzip) and what your model says of it.
   This is how you know that the file runs here as it does at your place.
5. \`samples/\`: DICOM files of one study that the model takes and one that it must refuse. No patient: de-identify them.
   With \`"flagged": true\` or \`false\` the whole way, from DICOM to the flag, is part of the check.
6. \`eligibility\`: which studies the model takes. What you do not name does not matter.
7. \`CARD.md\`, \`limitations\`, \`performance\`, \`regulatory\`: what you claim, and what not. A triage-class model marks
   no image: its \`presentationClass\` is \`notifyOnly\`, \`notifyWithUnmarkedPreview\` or \`hidden\`.
8. \`resources\`: memory and time that your model keeps to. Past them it is ended, and the study is read without it.
9. \`KIT pack THIS_FOLDER\` makes the archive; submit it on the page Models, or
   \`KIT submit ARCHIVE --url ADDRESS --token TOKEN\`.
`;

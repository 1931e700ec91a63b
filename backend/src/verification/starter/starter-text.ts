export const STARTER_CARD = `# Model card

Say here, for readers and for those who decide:

- what the model looks for, in whom, and who may use the answer for what;
- what it was trained on: sources, numbers, years, scanners, ages and sexes, and under which licence;
- how it was tested and on what, with intervals, and how that differs from the training data;
- what it misses and what it gets wrong, and when it must not be used;
- whom to tell when it goes wrong.

This starter says how bright a film is. It was trained on nothing and knows nothing of disease.
`;

export const ONNX_README = `# From nothing to a passing badge in ten minutes

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

export const REMOTE_README = `# Your server, in the hospital's worklist

\`model/\` is what you submit: it names your server's address and says what its tensors mean. \`server.mjs\` is a whole
server of the Open Inference Protocol v2 (KServe, Triton); it stays with you. Firstread does the DICOM and sends tensors,
nothing else. \`KIT\` stands for \`npm run vendor-kit --\` in a clone of Firstread.

1. \`node server.mjs\` in one window, \`KIT verify THIS_FOLDER/model\` in another – every rule says pass.
2. Put your model behind the protocol: change \`predict\` in \`server.mjs\`, or serve it with KServe or Triton. A server that
   names \`binary_tensor_data\` among its extensions gets tensors as bytes.
3. In \`model/manifest.json\`: under \`endpoint\` address and name of the model, and a SHA-256 of the weights that you change
   with them; under \`input\` and \`outputs\` your tensors. \`KIT verify\` says what does not fit.
4. \`golden/\`, \`samples/\`, \`eligibility\`, \`CARD.md\`, \`limitations\`, \`performance\`, \`regulatory\`: as for a file. One input
   tensor with your model's answer; one study that it takes and one that it must refuse, of no patient; what you claim.
5. \`KIT pack THIS_FOLDER/model\` makes the archive; submit it on the page Models, or
   \`KIT submit ARCHIVE --url ADDRESS --token TOKEN\`. The hospital's administrator names your host in
   \`REMOTE_MODEL_HOSTS\`: before that, nothing is sent.
6. When your server is slow or down, the study is read without it, and nobody waits.
`;

export const DICOM_README = `# Your DICOM product, in the hospital's worklist

You have a product that is sent studies and sends back reports. This folder tells Firstread how to know its objects and
what they say. \`KIT\` stands for \`npm run vendor-kit --\` in a clone of Firstread.

1. \`KIT verify THIS_FOLDER\` – every rule says pass.
2. In \`manifest.json\`, under \`product\`: Manufacturer (0008,0070) and Manufacturer's Model Name (0008,1090) as your objects
   carry them; that is how they are known. Under \`findings\`: the codes that you report, which of them are critical, and
   from which score on.
3. \`samples/\`: a study that your product takes and one that it does not, of no patient. \`results/\`, in a folder of the same
   name: what your product sends back of it. \`KIT verify\` says how each object is known and read: a report by TID 1500 or
   4100 is read into findings, everything else is said to be there for a person to read. With \`"flagged": true\` or
   \`false\` the sample must come out so.
4. \`eligibility\`: which studies you are sent. \`CARD.md\`, \`limitations\`, \`performance\`, \`regulatory\`: what you claim.
5. \`KIT pack THIS_FOLDER\` makes the archive; submit it on the page Models, or
   \`KIT submit ARCHIVE --url ADDRESS --token TOKEN\`. The hospital adds your product as a peer, with a rule that forwards
   studies to it; you send results back by C-STORE or STOW-RS.
6. An object must name the study it is of, and its patient: one of another patient goes to quarantine.
`;

/* The settings of OHIF in Firstread: our archive and no other source, under /ohif. */
window.localStorage.setItem('shownTours', '["basicViewerTour"]');

window.config = {
  routerBasename: '/ohif',
  showStudyList: false,
  extensions: [],
  modes: [],
  investigationalUseDialog: { option: 'never' },
  // Segments and regions come from the archive as they are, without a question first.
  disableConfirmationPrompts: true,
  measurementTrackingMode: 'none',
  showWarningMessageForCrossOrigin: false,
  showCPUFallbackMessage: true,
  defaultDataSourceName: 'dicomweb',
  dataSources: [
    {
      namespace: '@ohif/extension-default.dataSourcesModule.dicomweb',
      sourceName: 'dicomweb',
      configuration: {
        friendlyName: 'Firstread',
        name: 'firstread',
        qidoRoot: '/dicomweb',
        wadoRoot: '/dicomweb',
        wadoUriRoot: '/dicomweb',
        qidoSupportsIncludeField: false,
        supportsFuzzyMatching: false,
        supportsWildcard: true,
        imageRendering: 'wadors',
        thumbnailRendering: 'wadors',
        enableStudyLazyLoad: true,
        omitQuotationForMultipartRequest: true,
        singlepart: 'bulkdata,video',
        bulkDataURI: { enabled: true, relativeResolution: 'studies' },
      },
    },
  ],
};

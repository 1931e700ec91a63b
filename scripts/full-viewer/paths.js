/* What OHIF's page says in its own script elements: as a file, so that no script of the page need be allowed. */
window.PUBLIC_URL = '/ohif/';
window.browserImportFunction = (name) => import(name);

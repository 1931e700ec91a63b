export { SyntheticDepartments, type Wanted } from './synthetic-departments.js';
export { SyntheticModule } from './synthetic.module.js';

import { saveViewSchema, type SaveView } from '@firstread/contract';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { SavedDefinitions } from '../platform/index.js';

const definitionSchema = saveViewSchema.pick({ filter: true, sort: true, columns: true });

/** Views in PostgreSQL. */
@Injectable()
export class ViewStore extends SavedDefinitions<Pick<SaveView, 'filter' | 'sort' | 'columns'>> {
  constructor(@InjectDataSource() dataSource: DataSource) {
    super(dataSource, 'worklist_view', definitionSchema);
  }
}

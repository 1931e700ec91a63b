import {
  previewRulesSchema,
  rulesPreviewSchema,
  type PreviewRules,
  type RulesPreview,
} from '@firstread/contract';
import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow } from '../../identity/index.js';
import { Returns } from '../../platform/index.js';
import { RulesPreviewer } from '../rules-preview.js';

/** Of the rules, but it needs the list; it shows patients, so it is a look at the list. */
@ApiTags('rules')
@Controller('api/v1/rules/preview')
export class RulesPreviewController {
  constructor(private readonly previewer: RulesPreviewer) {}

  @Post()
  @HttpCode(200)
  @Allow('worklist.read')
  @Returns(rulesPreviewSchema, "What the rules would do to today's list and to waits; changes nothing")
  async preview(@Body({ schema: previewRulesSchema }) request: PreviewRules): Promise<RulesPreview> {
    return this.previewer.preview(request);
  }
}

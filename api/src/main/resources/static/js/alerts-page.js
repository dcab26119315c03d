// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** The page of alerts: of rules over streams, and of patterns of traffic. */
import { VIEWS } from './alert-views.js';
import { showLists } from './list-page.js';

showLists(VIEWS);

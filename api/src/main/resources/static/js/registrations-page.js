// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** The page of registrations and of whatever else SIP tells outside calls. */
import { showLists } from './list-page.js';
import { VIEWS } from './outside-views.js';

showLists(VIEWS);

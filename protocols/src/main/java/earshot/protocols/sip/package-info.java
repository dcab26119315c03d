// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/**
 * SIP messages read in place, and their redaction. No transactions, dialogs or calls: those live in calls/.
 */
@NullMarked
package earshot.protocols.sip;

import org.jspecify.annotations.NullMarked;

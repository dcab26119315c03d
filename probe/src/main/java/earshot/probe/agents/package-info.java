// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/**
 * Capture agents that send to the probe by HEP: who may, and what they sent, as packets in order of arrival. What the
 * packets hold is read elsewhere.
 */
@NullMarked
package earshot.probe.agents;

import org.jspecify.annotations.NullMarked;

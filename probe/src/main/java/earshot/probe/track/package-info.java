// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors

/** RTP streams: recognising them, counting them, reporting them at fixed intervals. Nothing here knows calls. */
@NullMarked
package earshot.probe.track;

import org.jspecify.annotations.NullMarked;

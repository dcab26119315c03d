// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.jobs.sink;

import earshot.calls.link.CallLink;
import earshot.events.Keys;
import earshot.storage.CallLinkRow;
import java.util.List;

/** Links between calls as rows. */
public final class LinkRows {
    private LinkRows() {}

    public static CallLinkRow of(CallLink link) {
        return new CallLinkRow(
                Keys.callKey(link.callId),
                Keys.callKey(link.linkedCallId),
                link.version,
                link.callId,
                link.linkedCallId,
                link.reason,
                link.confidence,
                Rows.time(link.timeMicros),
                List.copyOf(link.values));
    }
}

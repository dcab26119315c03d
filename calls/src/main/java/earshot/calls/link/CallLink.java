// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.link;

import java.util.ArrayList;
import java.util.List;

/** Two calls that are legs of one conversation, and one reason to think so. Of several versions the highest counts. */
public class CallLink {
    /** The Call-ID that sorts first. */
    public String callId = "";

    public String linkedCallId = "";
    public long version;
    /** A header's name in lower case, media, stream or numbers. */
    public String reason = "";
    /** What both calls have, sorted; some of them when there are many. */
    public List<String> values = new ArrayList<>();
    /** 0 to 1; 0 when the reason turned out to be none. */
    public double confidence;
    /** Start of the later call, microseconds. */
    public long timeMicros;

    public CallLink() {}
}

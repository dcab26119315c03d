// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

import earshot.calls.time.Patience;

/** What {@link TransactionAssembler} remembers of one transaction. */
public class TransactionMemory {
    public long version;
    public String method = "";
    public String callId = "";
    public long cseq;
    public String fromTag = "";
    public String from = "";
    public String to = "";
    public String fromUser = "";
    public String toUser = "";
    public String source = "";
    public String destination = "";
    public String probe = "";
    /** Branch of the request on the hop seen first. */
    public String branch = "";

    public boolean requestSeen;
    public long startMicros;
    public long lastMicros;
    /** 0 while there is no final response. */
    public int status;

    public long statusMicros = Patience.NEVER;
    /** The final response reached the hop that the request was seen on first. */
    public boolean statusToSender;

    public MessageCount count = new MessageCount();
    public String contactUri = "";
    public int expiresSeconds = -1;
    public String userAgent = "";

    public TransactionMemory() {}
}

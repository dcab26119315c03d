// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

/** One side of a call, as {@link Hold} knows it. */
public class HoldSide {
    /** Its audio is both ways; false before it said so. */
    public boolean open;
    /** It has put the call on hold. */
    public boolean held;

    /** An offer of its within the call that waits to be accepted: CSeq, and what it asks for. -1 without one. */
    public long offerCseq = -1;

    public boolean offerOpen;
    /** How the offer holds; empty when it does not. */
    public String offerForm = "";
    /** CSeq of its last INVITE within the call that had no SDP: the offer comes in the answer. */
    public long bareCseq = -1;

    public HoldSide() {}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.assemble;

/** Where one side of a call is: what it says nearest to itself, since proxies and relays may rewrite it further on. */
public class Place {
    /** Host of its Contact; empty while unknown. */
    public String contact = "";
    /** Address of its audio; empty while unknown. */
    public String media = "";
    /** The transaction that said so, and how near to the side it was seen: the higher, the nearer. */
    public long cseq = -1;

    public int nearness = Integer.MIN_VALUE;

    public Place() {}
}

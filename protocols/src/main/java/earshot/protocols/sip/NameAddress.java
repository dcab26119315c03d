// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.protocols.sip;

/**
 * One address of From, To or Contact.
 *
 * @param displayName without quotes, empty when there is none
 * @param uri without parameters and brackets
 * @param user user part of the URI, the number of a tel URI; empty when there is none
 * @param host with its port; empty when there is none
 * @param tag of the header parameters; empty when there is none
 */
public record NameAddress(String displayName, String uri, String user, String host, String tag) {
    static final NameAddress NONE = new NameAddress("", "", "", "", "");
}

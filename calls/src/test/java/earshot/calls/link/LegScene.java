// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.link;

import static earshot.calls.Capture.ALICE;
import static earshot.calls.Capture.BOB;

import earshot.calls.Capture;
import earshot.calls.Rows;
import java.util.List;

/** Alice, Bob and a switch between them, whose legs have nothing in common unless a test says so. */
abstract class LegScene {
    static final String SWITCH = Capture.PROXY;

    final Capture capture = new Capture();
    private int users = 1000;

    /** A leg to the switch and one from it, with nothing in common but that. */
    Capture.Message legIn(String callId, double seconds) {
        return capture.at(seconds)
                .request(callId, "INVITE")
                .from(ALICE)
                .to(SWITCH)
                .numbers(user(), user());
    }

    Capture.Message legOut(String callId, double seconds) {
        return capture.at(seconds)
                .request(callId, "INVITE")
                .from(SWITCH)
                .to(BOB)
                .numbers(user(), user());
    }

    private String user() {
        return "user" + users++;
    }

    List<String> links() {
        return Rows.of(capture).links.values().stream()
                .filter(link -> link.confidence > 0)
                .map(link -> link.callId + " " + link.linkedCallId + " " + link.reason + " " + link.confidence)
                .toList();
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.calls;

import earshot.api.security.NumberMask;
import earshot.storage.CallRow;

/** Hides the numbers of a call from those who may not see them. */
final class CallMask {
    private CallMask() {}

    static CallRow masked(CallRow call) {
        return new CallRow(
                call.callKey(),
                call.version(),
                call.callId(),
                NumberMask.uri(call.from()),
                NumberMask.uri(call.to()),
                NumberMask.user(call.fromUser()),
                NumberMask.user(call.toUser()),
                call.caller(),
                call.callee(),
                call.probes(),
                call.userAgent(),
                call.state(),
                call.ended(),
                call.finalStatus(),
                call.startTime(),
                call.ringTime(),
                call.answerTime(),
                call.endTime(),
                call.endedBy(),
                call.byeFrom(),
                call.setupMs(),
                call.durationMs(),
                call.messages(),
                call.retransmissions(),
                call.forks(),
                call.holds(),
                call.reason(),
                call.mosLq(),
                call.lossPercentMax(),
                call.jitterMaxMs(),
                call.rttMs(),
                call.oneWay(),
                call.codecs(),
                call.streams(),
                call.mosScale(),
                call.mosStream(),
                call.mosConfidence());
    }
}

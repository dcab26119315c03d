// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.calls;

import earshot.api.security.NumberMask;
import earshot.storage.BranchRow;
import earshot.storage.CallCourse;
import earshot.storage.CallRow;
import earshot.storage.TransferRow;

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
                call.mosConfidence(),
                masked(call.course()),
                call.audio());
    }

    private static CallCourse masked(CallCourse course) {
        return new CallCourse(
                course.endCause(),
                course.q850Cause(),
                course.remarks(),
                course.challenges(),
                course.answers(),
                course.targets(),
                NumberMask.uri(course.redirectedTo()),
                course.replacesCallId(),
                NumberMask.uri(course.referredBy()),
                course.branches().stream().map(CallMask::masked).toList(),
                course.heldMs(),
                course.heldIntervals(),
                course.transfers().stream().map(CallMask::masked).toList(),
                course.moves(),
                course.sessionExpiresSeconds(),
                course.sessionMinSeconds(),
                course.sessionRefresher(),
                course.sessionRefreshes(),
                course.clockOffsetMs());
    }

    private static BranchRow masked(BranchRow branch) {
        String contact = NumberMask.uri(branch.contact());
        return new BranchRow(
                branch.tag(), branch.address(), contact, branch.joinedMs(), branch.ringMs(), branch.status());
    }

    private static TransferRow masked(TransferRow transfer) {
        return new TransferRow(
                transfer.party(),
                NumberMask.uri(transfer.target()),
                transfer.attended(),
                transfer.replacesCallId(),
                transfer.afterMs(),
                transfer.status(),
                transfer.result(),
                transfer.resultAfterMs());
    }
}

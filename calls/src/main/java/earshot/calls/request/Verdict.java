// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.request;

/** What the answer to a request means for who sent it. */
public enum Verdict {
    ACCEPTED,
    /** Asked for credentials, for another interval, or elsewhere: no failure, another attempt follows. */
    ASKED_AGAIN,
    /** Credentials were sent and are not good enough. */
    REFUSED,
    FAILED;

    public boolean isFailure() {
        return this == REFUSED || this == FAILED;
    }

    /** Judges a settled request; {@code challenges} are those that its sender got before. */
    public static Verdict of(RequestMemory request, Challenges challenges) {
        if (request.status == 0) return FAILED;
        if (request.status < 300) return ACCEPTED;
        if (request.status < 400 || request.status == 423) return ASKED_AGAIN;
        boolean isChallenge = request.status == 401 || request.status == 407;
        if (isChallenge) return challenges.isRefusal(request) ? REFUSED : ASKED_AGAIN;
        return request.status == 403 && request.hasCredentials ? REFUSED : FAILED;
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.peer;

import earshot.calls.request.Challenges;
import earshot.calls.request.OpenRequests;
import java.util.ArrayList;
import java.util.List;

/** What {@link AuthenticationTracker} remembers of one user. */
public class AuthenticationMemory {
    public String aor = "";
    public String user = "";
    public OpenRequests open = new OpenRequests();
    public Challenges challenges = new Challenges();
    public List<CredentialSource> sources = new ArrayList<>();

    public AuthenticationMemory() {}

    public boolean isEmpty() {
        return open.isEmpty() && challenges.isEmpty() && sources.isEmpty();
    }
}

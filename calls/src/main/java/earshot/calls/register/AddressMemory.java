// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.calls.register;

import earshot.calls.request.Challenges;
import earshot.calls.request.OpenRequests;
import java.util.ArrayList;
import java.util.List;

/** What {@link RegistrationTracker} remembers of one address of record. */
public class AddressMemory {
    public String aor = "";
    public String user = "";
    public OpenRequests open = new OpenRequests();
    public Challenges challenges = new Challenges();
    public List<BindingMemory> bindings = new ArrayList<>();

    public AddressMemory() {}

    public boolean isEmpty() {
        return open.isEmpty() && bindings.isEmpty();
    }
}

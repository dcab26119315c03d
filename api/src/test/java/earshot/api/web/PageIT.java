// SPDX-License-Identifier: Apache-2.0
// Copyright the Earshot authors
package earshot.api.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static earshot.api.SeededCalls.CALL_ID;
import static earshot.api.SeededCalls.HOSTILE_CALL_ID;
import static earshot.api.SeededCalls.HOSTILE_NAME;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import earshot.api.TestApi;
import earshot.embedded.ChromiumBrowser;
import earshot.events.Keys;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pages in a real browser: they show what the API says, and hostile text stays text. */
class PageIT {
    private static Playwright playwright;
    private static Browser browser;

    private final TestApi api = TestApi.shared();
    private final List<String> complaints = new ArrayList<>();
    private Page page;

    @BeforeAll
    static void startBrowser() throws IOException {
        ChromiumBrowser chromium = ChromiumBrowser.find(System.err::println);
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putAll(chromium.environment());
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium.executable())
                        .setEnv(environment)
                        .setArgs(List.of("--no-sandbox", "--disable-gpu")));
    }

    @AfterAll
    static void stopBrowser() {
        browser.close();
        playwright.close();
    }

    @BeforeEach
    void openPage() {
        page = browser.newPage();
        // Broken scripts and refusals of the content security policy show here.
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) complaints.add(message.text());
        });
        page.onPageError(complaints::add);
    }

    @AfterEach
    void nothingWasWrong() {
        Object stolen = page.evaluate("() => window.stolen ?? null");
        page.close();
        assertThat(stolen).isNull();
        assertThat(complaints).isEmpty();
    }

    @Test
    void aSearchLeadsToTheCall() {
        page.navigate(api.url() + "/");
        assertThat(page.locator("#rows tr")).hasCount(50);
        page.locator("#more").click();
        assertThat(page.locator("#rows tr")).hasCount(100);

        page.locator("input[name=user]").fill("+493012");
        page.locator("input[name=user]").press("Enter");
        assertThat(page.locator("#rows tr")).hasCount(1);
        assertThat(page.locator("#rows tr")).containsText("answered");
        assertThat(page.locator("#rows .mos")).containsText("3.12");

        page.locator("#rows a").click();
        assertThat(page.locator("#title")).containsText("+4930123456 → +441632960100");
        assertThat(page.url()).endsWith("key=" + Keys.callKey(CALL_ID));
    }

    @Test
    void aMistakeIsShownWhereItIs() {
        page.navigate(api.url() + "/?mosLt=good");
        assertThat(page.locator("#status")).containsText("mosLt: must be a number");
        assertThat(page.locator("input[name=mosLt]")).hasAttribute("aria-invalid", "true");
        complaints.removeIf(text -> text.contains("400"));
    }

    @Test
    void nothingFoundIsSaid() {
        page.navigate(api.url() + "/?user=nobody");
        assertThat(page.locator("#empty")).containsText("No call fits these filters");
    }

    @Test
    void theLadderShowsMessagesMediaAndTheirText() {
        page.navigate(api.url() + "/call.html?callId=" + TestApi.word(CALL_ID));
        assertThat(page.locator(".lane-head strong")).containsText(new String[] {"10.0.0.1", "10.0.0.2", "10.0.0.3"});
        assertThat(page.locator(".ladder-row button")).hasCount(13);
        assertThat(page.locator("svg .retransmitted .label")).containsText("↻1");
        assertThat(page.locator("svg .media .label")).hasCount(2);
        assertThat(page.locator("#stream-rows tr")).hasCount(2);
        assertThat(page.locator("#stream-rows")).containsText("unknown: no constants for this codec");

        page.locator(".ladder-row button").first().press("Enter");
        assertThat(page.locator("#drawer pre")).containsText("INVITE sip:bob@10.0.0.3 SIP/2.0");
        assertThat(page.locator("#drawer pre")).containsText("<img src=x onerror=window.stolen=1>");
        page.locator(".ladder-row button").first().press("ArrowDown");
        assertThat(page.locator("#drawer-title")).hasText("100 Fine");
        assertThat(page.locator("#drawer-note")).containsText("vlan 7");

        page.locator("#stream-rows tr").first().click();
        assertThat(page.locator("#drawer .details")).containsText("by both ends");
        page.keyboard().press("Escape");
        assertThat(page.locator("#drawer")).isHidden();
    }

    @Test
    void theLegsOfTheConversationAreListedWithTheirReasonsAndShareALadder() {
        page.navigate(api.url() + "/call.html?key=" + Keys.callKey(CALL_ID));
        assertThat(page.locator("#leg-rows tr")).hasCount(3);
        assertThat(page.locator("#leg-rows tr").nth(1))
                .containsText("With leg 3: both name one address for their media; same caller and called number");
        assertThat(page.locator("#leg-rows a")).hasCount(2);

        page.navigate(api.url() + "/call.html?key=" + Keys.callKey(HOSTILE_CALL_ID));
        assertThat(page.locator(".ladder-row button")).hasCount(0);
        page.locator("#all-legs").check();
        assertThat(page.locator(".ladder-row button")).hasCount(13);
        page.locator(".ladder-row button").first().press("Enter");
        assertThat(page.locator("#drawer pre")).containsText("INVITE sip:bob@10.0.0.3 SIP/2.0");

        page.navigate(api.url() + "/call.html?callId=filler-5@pbx");
        assertThat(page.locator("body")).not().hasAttribute("aria-busy", "true");
        assertThat(page.locator("#conversation")).isHidden();
    }

    @Test
    void whatAgentsLoggedIsListedAsText() {
        page.navigate(api.url() + "/call.html?key=" + Keys.callKey(CALL_ID));
        assertThat(page.locator("#log-rows tr")).hasCount(3);
        assertThat(page.locator("#log-rows tr").first()).containsText("routed +441632960100 to gw1");
        assertThat(page.locator("#log-rows tr").first()).containsText("p1/2001");
        assertThat(page.locator("#log-rows .logged").nth(1)).hasText(HOSTILE_NAME + " …");
        assertThat(page.locator("main img, main script")).hasCount(0);

        page.navigate(api.url() + "/call.html?callId=filler-5@pbx");
        assertThat(page.locator("body")).not().hasAttribute("aria-busy", "true");
        assertThat(page.locator("#logs")).isHidden();
    }

    @Test
    void theTimeColumnCanCountFromTheStart() {
        page.navigate(api.url() + "/call.html?key=" + Keys.callKey(CALL_ID));
        page.getByText("From start").click();
        assertThat(page.locator(".ladder-time").nth(1)).hasText("0.003 s");
    }

    @Test
    void keyFiguresAreShownByPeer() {
        page.navigate(api.url() + "/kpis.html?range=");
        assertThat(page.locator("#kpi-attempts")).hasText("16");
        assertThat(page.locator("#kpi-asr")).hasText("50.0 %");
        assertThat(page.locator("#kpi-good")).hasText("75.0 % of 4.0 min");
        assertThat(page.locator("#charts svg")).hasCount(6);
        assertThat(page.locator("#rows tr")).hasCount(3);
        assertThat(page.locator("#status")).containsText("200 × 8, 486 × 8");
        assertThat(page.locator("#rows tr").first()).containsText("270 ms / 270 ms / 270 ms");

        page.locator("select[name=by]").selectOption("trunk");
        assertThat(page.locator("#rows tr")).hasCount(1);
        assertThat(page.locator("#rows")).containsText("O'Brien \\ Söhne");
        assertThat(page.url()).contains("by=trunk");
    }

    @Test
    void hostileTextStaysText() {
        page.navigate(api.url() + "/?callId=" + TestApi.word(HOSTILE_CALL_ID));
        assertThat(page.locator("#rows .call-id")).hasText(HOSTILE_CALL_ID);
        assertThat(page.locator("#rows .who")).containsText(HOSTILE_NAME);

        page.navigate(api.url() + "/call.html?callId=" + TestApi.word(HOSTILE_CALL_ID));
        assertThat(page.locator("#call-id")).hasText(HOSTILE_CALL_ID);
        assertThat(page.locator("#ladder-empty")).isVisible();
        assertThat(page.locator("main img, main script")).hasCount(0);
    }

    @Test
    void registrationsShowStateExpiryAndLastFailure() {
        page.navigate(api.url() + "/registrations.html");
        assertThat(page.locator("#rows tr")).hasCount(43);

        page.locator("input[name=user]").fill("+4930129999");
        page.locator("input[name=user]").press("Enter");
        assertThat(page.locator("#rows tr")).hasCount(1);
        assertThat(page.locator("#rows")).containsText("registered · refresh fails");
        assertThat(page.locator("#rows")).containsText("503 Service Unavailable");
        assertThat(page.locator("#rows")).containsText("granted 300 s");

        page.getByText("Peers").click();
        assertThat(page.locator("#rows tr")).hasCount(3);
        page.locator("select[name=state]").selectOption("down");
        assertThat(page.locator("#rows tr")).hasCount(1);
        assertThat(page.locator("#rows .tone-poor")).hasText("down");
        assertThat(page.locator("#status")).hasText("1 pair of addresses");
    }

    @Test
    void hostileTextOutsideCallsStaysText() {
        for (String view : List.of("registrations", "subscriptions", "credentials")) {
            page.navigate(api.url() + "/registrations.html?view=" + view + "&user=" + TestApi.word(HOSTILE_NAME));
            assertThat(page.locator("#rows tr")).hasCount(1);
            assertThat(page.locator("#rows")).containsText(HOSTILE_NAME);
            assertThat(page.locator("main img, main script")).hasCount(0);
        }
    }

    @Test
    void alertsLeadToTheirCalls() {
        page.navigate(api.url() + "/");
        page.getByText("Alerts").click();
        assertThat(page.locator("#rows tr")).hasCount(4);
        assertThat(page.locator("#status")).hasText("4 alerts");
        assertThat(page.locator("main img, main script")).hasCount(0);
        assertThat(page.locator("#rows")).containsText(HOSTILE_NAME);

        page.locator("select[name=kind]").selectOption("pattern");
        assertThat(page.locator("#rows tr")).hasCount(2);
        page.locator("select[name=status]").selectOption("firing");
        assertThat(page.locator("#rows tr")).hasCount(1);
        assertThat(page.locator("#rows .tone-fair")).hasText("firing");
        assertThat(page.url()).endsWith("?status=firing&kind=pattern");
        assertThat(page.locator("#rows a")).hasCount(3);

        page.getByText("user +4930123456@10.0.0.1").last().click();
        assertThat(page.locator("input[name=user]")).hasValue("+4930123456");
        assertThat(page.locator("#rows tr")).hasCount(1);

        page.goBack();
        page.locator("#rows a", new Page.LocatorOptions().setHasText(CALL_ID)).click();
        assertThat(page.locator("#title")).containsText("+4930123456 → +441632960100");
    }

    @Test
    void anUnknownCallIsSaid() {
        page.navigate(api.url() + "/call.html?callId=nobody");
        assertThat(page.locator("#problem")).containsText("No call with this Call-ID has been seen.");
    }
}

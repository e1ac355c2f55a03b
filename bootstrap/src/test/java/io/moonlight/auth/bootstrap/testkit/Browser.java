package io.moonlight.auth.bootstrap.testkit;

import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real browser without a window, and what its pages asked for and complained about. */
public final class Browser implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ORIGIN = Pattern.compile("(https?|wss?|ftp)://[^/]*");

    /** Pages of this width are those of a phone, in CSS pixels. */
    private static final int PHONE = 600;

    private static final Duration GLANCE = Duration.ofMillis(20);

    private final ChromeDriver driver;
    private final Path profile;

    private Browser(ChromeDriver driver, Path profile) {
        this.driver = driver;
        this.profile = profile;
    }

    /** Starts one. Where there is none, the test is skipped, and says so; in CI it fails. */
    public static Browser open() {
        Optional<File> browser = onPath("chromium");
        Optional<File> control = onPath("chromedriver");
        if (browser.isEmpty() || control.isEmpty()) {
            String missing = "there is no browser: chromium and chromedriver are not on the PATH";
            if (!Optional.ofNullable(System.getenv("CI")).orElse("").isEmpty()) {
                throw new AssertionError(missing);
            }
            abort(missing);
        }
        try {
            Path profile = Files.createTempDirectory("test-browser");
            ChromeDriverService service = new ChromeDriverService.Builder()
                    .usingDriverExecutable(control.get())
                    .usingAnyFreePort()
                    .build();
            return new Browser(new ChromeDriver(service, options(browser.get(), profile)), profile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<File> onPath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> new File(folder, program))
                .filter(File::canExecute)
                .findFirst();
    }

    private static ChromeOptions options(File browser, Path profile) {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser);
        options.setCapability("goog:loggingPrefs", logs);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--host-resolver-rules=MAP evil.example.org 127.0.0.1",
                "--window-size=1280,2000",
                "--user-data-dir=" + profile);
        return options;
    }

    public void visit(URI page) {
        driver.get(page.toString());
    }

    /** Waits for the element that a CSS selector names, and clicks it. */
    public void click(String selector) {
        Await.until(GLANCE, () -> find(selector).filter(WebElement::isDisplayed).isPresent());
        WebElement element = driver.findElement(By.cssSelector(selector));
        driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
        element.click();
    }

    /** Waits for the element that a CSS selector names to show this text, and returns all that it shows. */
    public String awaitText(String selector, String text) {
        Await.until(GLANCE, () -> shown(selector).contains(text));
        return shown(selector);
    }

    private String shown(String selector) {
        try {
            return find(selector).map(WebElement::getText).orElse("");
        } catch (StaleElementReferenceException e) {
            return "";
        }
    }

    /** Waits until an expression of JavaScript is true; a page that is being replaced is asked again. */
    public void awaitTrue(String expression, Object... arguments) {
        try {
            Await.until(GLANCE, () -> isTrue(expression, arguments));
        } catch (AssertionError e) {
            String page = driver.getCurrentUrl() + ": " + run("return document.body.innerText");
            throw new AssertionError(expression + " did not come true at " + page, e);
        }
    }

    /** Returns whether an expression of JavaScript is true; it is not on a page that is being replaced. */
    public boolean isTrue(String expression, Object... arguments) {
        try {
            return Boolean.TRUE.equals(run("return !!(" + expression + ")", arguments));
        } catch (WebDriverException e) {
            return false;
        }
    }

    /** Waits for the page with this path. */
    public void awaitPage(String path) {
        awaitTrue("location.pathname === arguments[0] && document.readyState === 'complete'", path);
    }

    /** Replaces what is in a text field, key by key. */
    public void type(String selector, String text) {
        awaitTrue("document.querySelector(arguments[0])?.checkVisibility()", selector);
        WebElement input = driver.findElement(By.cssSelector(selector));
        input.clear();
        input.sendKeys(text);
    }

    /** Presses keys where the focus is. */
    public void press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    /** Runs a script in the page and returns what it returns. */
    public Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Returns the text that a script returns. */
    public String text(String script, Object... arguments) {
        return String.valueOf(run(script, arguments));
    }

    /** Sends a command of the DevTools protocol. */
    public Map<String, Object> command(String name, Map<String, Object> parameters) {
        return driver.executeCdpCommand(name, parameters);
    }

    /** Makes pages look as on another device. */
    public void lookLike(int width, int height, boolean dark) {
        command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < PHONE));
        command(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    }

    /** Makes the browser prefer a language. */
    public void speak(String language) {
        command(
                "Emulation.setUserAgentOverride",
                Map.of("userAgent", text("return navigator.userAgent"), "acceptLanguage", language));
    }

    public void back() {
        driver.navigate().back();
    }

    public void reload() {
        driver.navigate().refresh();
    }

    /** Opens a tab, switches to it and returns its name. */
    public String newTab() {
        return driver.switchTo().newWindow(WindowType.TAB).getWindowHandle();
    }

    /** Returns the name of the tab in front. */
    public String tab() {
        return driver.getWindowHandle();
    }

    public void switchTo(String tab) {
        driver.switchTo().window(tab);
    }

    /** Closes all tabs but the one in front. */
    public void closeOtherTabs() {
        String kept = tab();
        for (String other : driver.getWindowHandles()) {
            if (!other.equals(kept)) {
                switchTo(other);
                driver.close();
            }
        }
        switchTo(kept);
    }

    /** Closes the tab in front, and switches to another. */
    public void closeTab(String next) {
        driver.close();
        switchTo(next);
    }

    public void forgetCookies() {
        command("Network.clearBrowserCookies", Map.of());
    }

    private Optional<WebElement> find(String selector) {
        return driver.findElements(By.cssSelector(selector)).stream().findFirst();
    }

    /** Where requests went by the network since this was last asked: scheme, host and port of each. */
    public Set<String> origins() {
        Set<String> origins = new TreeSet<>();
        for (String url : requests()) {
            Matcher origin = ORIGIN.matcher(url);
            if (origin.lookingAt()) {
                origins.add(origin.group());
            }
        }
        return origins;
    }

    /** The URLs of the requests since this or {@link #origins()} was last asked. */
    public List<String> requests() {
        List<String> urls = new ArrayList<>();
        for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
            JsonNode event = read(entry.getMessage()).path("message");
            if (event.path("method").asText().equals("Network.requestWillBeSent")) {
                urls.add(event.path("params").path("request").path("url").asText());
            }
        }
        return urls;
    }

    /** What the pages complained about since this was last asked: errors of scripts, and what their policy has blocked. */
    public List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        driver.manage().logs().get(LogType.BROWSER).forEach(entry -> complaints.add(entry.getMessage()));
        return complaints;
    }

    /** Takes a picture of the whole page, whatever part of it is in the window. */
    public void picture(Path file) {
        Map<String, Object> taken = command(
                "Page.captureScreenshot",
                Map.of("format", "png", "captureBeyondViewport", true, "optimizeForSpeed", true));
        write(file, Base64.getDecoder().decode(String.valueOf(taken.get("data"))));
    }

    public void screenshot(Path file) {
        write(file, screenshot());
    }

    /** Takes a picture of what is in the window. */
    public byte[] screenshot() {
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

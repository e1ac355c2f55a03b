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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
import org.openqa.selenium.WebElement;
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
                "--window-size=1280,2000",
                "--user-data-dir=" + profile);
        return options;
    }

    public void visit(URI page) {
        driver.get(page.toString());
    }

    /** Waits for the element that a CSS selector names, and clicks it. */
    public void click(String selector) {
        Await.until(() -> find(selector).filter(WebElement::isDisplayed).isPresent());
        WebElement element = driver.findElement(By.cssSelector(selector));
        driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
        element.click();
    }

    /** Waits for the element that a CSS selector names to show this text, and returns all that it shows. */
    public String awaitText(String selector, String text) {
        Await.until(() -> text(selector).contains(text));
        return text(selector);
    }

    private String text(String selector) {
        try {
            return find(selector).map(WebElement::getText).orElse("");
        } catch (StaleElementReferenceException e) {
            return "";
        }
    }

    private Optional<WebElement> find(String selector) {
        return driver.findElements(By.cssSelector(selector)).stream().findFirst();
    }

    /** Where requests went by the network since this was last asked: scheme, host and port of each. */
    public Set<String> origins() {
        Set<String> origins = new TreeSet<>();
        for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
            JsonNode event = read(entry.getMessage()).path("message");
            if (event.path("method").asText().equals("Network.requestWillBeSent")) {
                String url = event.path("params").path("request").path("url").asText();
                Matcher origin = ORIGIN.matcher(url);
                if (origin.lookingAt()) {
                    origins.add(origin.group());
                }
            }
        }
        return origins;
    }

    /** What the pages complained about since this was last asked: errors of scripts, and what their policy has blocked. */
    public List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        driver.manage().logs().get(LogType.BROWSER).forEach(entry -> complaints.add(entry.getMessage()));
        return complaints;
    }

    public void screenshot(Path file) {
        try {
            Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
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

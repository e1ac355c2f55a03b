package io.moonlight.auth.http;

import org.junit.platform.suite.api.AfterSuite;
import org.junit.platform.suite.api.ExcludeClassNamePatterns;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * Every test of this package that calls the API by HTTP. A binding to a server has a subclass, which starts a {@link
 * SharedServer} before the suite; then a new test runs on all of them. {@code OwnOriginTest} sends {@code Host} headers that servers reject themselves.
 */
@Suite
@SelectPackages("io.moonlight.auth.http")
@IncludeClassNamePatterns("io\\.moonlight\\.auth\\.http\\.[A-Z]\\w*Test")
@ExcludeClassNamePatterns(".*\\.(BodyTest|ClientAddressesTest|HttpApiBuilderTest|OwnOriginTest)")
public abstract class HttpApiSuite {

    protected HttpApiSuite() {}

    /** Stops using the server. The subclass stops the server itself, after that. */
    @AfterSuite
    static void disconnect() {
        Api.disconnect();
    }
}

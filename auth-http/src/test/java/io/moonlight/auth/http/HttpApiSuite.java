package io.moonlight.auth.http;

import org.junit.platform.suite.api.ExcludeClassNamePatterns;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * Every test of this package that calls the API by HTTP. A binding to a server has a subclass, which says before the suite, by
 * {@link Api#servedBy}, that the API is on that server; then a new test runs on all of them.
 * {@code OwnOriginTest} sends {@code Host} headers that servers reject themselves.
 */
@Suite
@SelectPackages("io.moonlight.auth.http")
@IncludeClassNamePatterns("io\\.moonlight\\.auth\\.http\\.[A-Z]\\w*Test")
@ExcludeClassNamePatterns(".*\\.(BodyTest|ClientAddressesTest|HttpApiBuilderTest|OwnOriginTest)")
public abstract class HttpApiSuite {

    /** Where APIs are that have a server of their own, or one that {@link SharedServer} shares. */
    protected HttpApiSuite() {}
}

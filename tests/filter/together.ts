/**
 * The tests that cover every line of provider/filter, in one file, so that each mutant loads them only once. The quick tests
 * that kill most mutants come first, because the first failure ends the file.
 *
 * Slow tests are not included: the comparisons with another implementation, and the hostile texts.
 */
import * as fc from "fast-check";
import "./rules/shown.test";
import "./rules/verdicts.test";
import "./rules/registry.test";
import "./lexer/isClearlyExpression.test";
import "./lexer/literals.test";
import "./report/showProblem.test";
import "./syntax/reading.test";
import "./logic/constant.test";
import "./evaluation/pattern.test";
import "./evaluation/conformance.test";
import "./sameFilter.test";
import "./match.test";
import "./logic/truth.test";

// Any failing example is enough. Nobody reads the smallest one, so do not shrink.
fc.configureGlobal({ endOnFailure: true });

// Dump prints what go/types finds out about Go files, one fact a line, so that the Lab's checker can be compared with it.
//
// The first argument is the folder of the Lab's packages, which are imported from source; the others are the files, each a
// program of its own.
package main

import (
	"bufio"
	"fmt"
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"go/types"
	"math"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

// library imports packages from the Lab's files.
type library struct {
	folder   string
	fset     *token.FileSet
	packages map[string]*types.Package
}

func (l *library) Import(path string) (*types.Package, error) {
	if pkg := l.packages[path]; pkg != nil {
		return pkg, nil
	}
	file, err := parser.ParseFile(l.fset, filepath.Join(l.folder, path+".go"), nil, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	config := types.Config{Importer: l, Error: func(error) {}}
	// Generic functions without a body are native in the Lab.
	pkg, _ := config.Check(path, l.fset, []*ast.File{file}, nil)
	l.packages[path] = pkg
	return pkg, nil
}

func main() {
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	fset := token.NewFileSet()
	lib := &library{os.Args[1], fset, map[string]*types.Package{}}
	for _, name := range os.Args[2:] {
		fmt.Fprintf(out, "FILE %s\n", name)
		for _, fact := range facts(lib, fset, name) {
			fmt.Fprintln(out, fact)
		}
	}
}

func facts(lib *library, fset *token.FileSet, name string) []string {
	file, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution)
	if err != nil {
		return []string{"ERROR"}
	}
	// The Lab's checker knows an alias by the type that it stands for alone.
	aliases := false
	ast.Inspect(file, func(node ast.Node) bool {
		spec, ok := node.(*ast.TypeSpec)
		aliases = aliases || ok && spec.Assign.IsValid()
		return true
	})
	if aliases {
		return []string{"ERROR"}
	}
	info := &types.Info{
		Types:      map[ast.Expr]types.TypeAndValue{},
		Instances:  map[*ast.Ident]types.Instance{},
		Defs:       map[*ast.Ident]types.Object{},
		Uses:       map[*ast.Ident]types.Object{},
		Implicits:  map[ast.Node]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{},
	}
	config := types.Config{Importer: lib, GoVersion: "go1.27"}
	pkg, err := config.Check("main", fset, []*ast.File{file}, info)
	if err != nil {
		return []string{"ERROR"}
	}
	qualifier := func(other *types.Package) string {
		if other == pkg {
			return ""
		}
		return other.Name()
	}
	at := func(pos token.Pos) int { return fset.Position(pos).Offset }
	span := func(node ast.Node) string { return fmt.Sprintf("%d-%d", at(node.Pos()), at(node.End())) }
	var list []string
	add := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	for expr, tv := range info.Types {
		ty := strings.ReplaceAll(types.TypeString(tv.Type, qualifier), "interface{}", "any")
		add("T %s %s %s%s", span(expr), mode(tv), ty, value(tv))
	}
	place := func(obj types.Object) string {
		if obj.Pkg() == nil {
			return obj.Name()
		}
		if obj.Pkg() != pkg {
			return obj.Pkg().Path() + "." + obj.Name()
		}
		return fmt.Sprint(at(obj.Pos()))
	}
	idents := func(m map[*ast.Ident]types.Object) {
		for ident, obj := range m {
			if obj == nil || ident.Name == "_" {
				continue
			}
			switch obj := obj.(type) {
			case *types.Label:
				continue
			case *types.Var:
				if obj.IsField() {
					continue
				}
			case *types.Func:
				if obj.Signature().Recv() != nil {
					continue
				}
				obj = obj.Origin()
			case *types.PkgName:
				add("N %s package %s", span(ident), obj.Imported().Path())
				continue
			}
			add("N %s %s", span(ident), place(obj))
		}
	}
	idents(info.Defs)
	idents(info.Uses)
	for node, obj := range info.Implicits {
		if clause, ok := node.(*ast.CaseClause); ok {
			add("C %d %s", at(clause.Pos()), types.TypeString(obj.Type(), qualifier))
		}
	}
	for sel, selection := range info.Selections {
		path := selection.Index()
		if selection.Kind() != types.FieldVal {
			path = path[:len(path)-1]
		}
		fact := fmt.Sprintf("S %s %d %v %s", span(sel), selection.Kind(), path, types.TypeString(selection.Recv(), qualifier))
		if selection.Kind() != types.MethodExpr {
			fact += " : " + types.TypeString(selection.Type(), qualifier)
		}
		add("%s", fact)
	}
	for ident, instance := range info.Instances {
		var args []string
		for i := range instance.TypeArgs.Len() {
			args = append(args, types.TypeString(instance.TypeArgs.At(i), qualifier))
		}
		add("I %s [%s] %s", span(ident), strings.Join(args, ", "), types.TypeString(instance.Type, qualifier))
	}
	sort.Strings(list)
	for _, initializer := range info.InitOrder {
		var names []string
		for _, v := range initializer.Lhs {
			names = append(names, v.Name())
		}
		add("O %s = %s", strings.Join(names, ", "), span(initializer.Rhs))
	}
	return list
}

func mode(tv types.TypeAndValue) string {
	switch {
	case tv.IsVoid():
		return "void"
	case tv.IsType():
		return "type"
	case tv.IsBuiltin():
		return "builtin"
	case tv.IsNil():
		return "nil"
	case tv.Value != nil:
		return "constant"
	case tv.Addressable():
		return "variable"
	case tv.Assignable():
		return "mapindex"
	case tv.HasOk():
		return "commaok"
	}
	return "value"
}

func value(tv types.TypeAndValue) string {
	v := tv.Value
	if v == nil {
		return ""
	}
	if basic, ok := tv.Type.Underlying().(*types.Basic); ok {
		switch {
		case basic.Info()&types.IsFloat != 0:
			v = constant.ToFloat(v)
		case basic.Info()&types.IsInteger != 0:
			v = constant.ToInt(v)
		}
	}
	switch v.Kind() {
	case constant.Float:
		f, _ := constant.Float64Val(v)
		return fmt.Sprintf(" = %016x", math.Float64bits(f))
	case constant.String:
		return fmt.Sprintf(" = %x", constant.StringVal(v))
	}
	return " = " + v.ExactString()
}

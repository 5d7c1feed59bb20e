"""Opens each file named after "--" in Blender and prints what Blender itself holds of it, as one line of JSON."""

import json
import sys

import bpy

try:
    # Blender 3.4's glTF importer uses names that numpy 1.24 took away.
    import numpy as np

    for name, kind in (("bool", bool), ("int", int), ("float", float), ("object", object)):
        if name not in np.__dict__:
            setattr(np, name, kind)
except ImportError:
    pass


def open_file(path):
    ending = path.rsplit(".", 1)[-1]
    if ending == "blend":
        bpy.ops.wm.open_mainfile(filepath=path)
        return
    bpy.ops.wm.read_factory_settings(use_empty=True)
    if ending in ("glb", "gltf"):
        bpy.ops.import_scene.gltf(filepath=path)
    elif ending == "obj":
        bpy.ops.wm.obj_import(filepath=path)
    elif ending == "stl":
        (bpy.ops.wm.stl_import if "stl_import" in dir(bpy.ops.wm) else bpy.ops.import_mesh.stl)(filepath=path)
    elif ending == "ply":
        (bpy.ops.wm.ply_import if "ply_import" in dir(bpy.ops.wm) else bpy.ops.import_mesh.ply)(filepath=path)
    else:
        bpy.ops.wm.usd_import(filepath=path, import_usd_preview=True)


def images_behind(socket, seen=None):
    """The images that reach a socket, with the colour space and the kinds of node on the way."""
    seen = seen or []
    found = []
    for link in socket.links:
        node = link.from_node
        if node.type == "TEX_IMAGE":
            found.append(
                {
                    "image": node.image.name,
                    "space": node.image.colorspace_settings.name,
                    "packed": node.image.packed_file is not None,
                    "size": list(node.image.size),
                    "through": seen + [link.from_socket.name],
                }
            )
        else:
            label = node.type if node.type not in ("SEPARATE_COLOR", "SEPRGB") else "SEPARATE"
            for other in node.inputs:
                found += images_behind(other, seen + [f"{label}.{link.from_socket.name}"])
    return found


def material_report(material):
    report = {"name": material.name, "inputs": {}, "values": {}}
    shader = next((node for node in material.node_tree.nodes if node.type == "BSDF_PRINCIPLED"), None)
    if shader is None:
        return report
    for socket in shader.inputs:
        images = images_behind(socket)
        if images:
            report["inputs"][socket.name] = images
    for name in ("Roughness", "Metallic"):
        report["values"][name] = shader.inputs[name].default_value
    return report


def object_report(thing):
    mesh = thing.data
    mesh.calc_loop_triangles()
    corners = [thing.matrix_world @ vertex.co for vertex in mesh.vertices]
    layer = mesh.uv_layers.active
    return {
        "name": thing.name,
        "triangles": len(mesh.loop_triangles),
        "min": [round(min(corner[axis] for corner in corners), 5) for axis in range(3)],
        "max": [round(max(corner[axis] for corner in corners), 5) for axis in range(3)],
        "uvLayers": [layer.name for layer in mesh.uv_layers],
        "firstUv": [round(value, 5) for value in layer.data[0].uv] if layer else None,
        "firstCorner": [round(value, 5) for value in corners[mesh.loops[0].vertex_index]],
        "customNormals": mesh.has_custom_normals,
        "hidden": thing.hide_render,
        "materials": [slot.material.name for slot in thing.material_slots if slot.material],
    }


def report(path):
    open_file(path)
    bpy.context.view_layer.update()
    meshes = [thing for thing in bpy.data.objects if thing.type == "MESH"]
    used = sorted({slot.material.name for thing in meshes for slot in thing.material_slots if slot.material})
    return {
        "objects": sorted((object_report(thing) for thing in meshes), key=lambda item: item["name"]),
        "materials": [material_report(bpy.data.materials[name]) for name in used],
        "cameras": sum(thing.type == "CAMERA" for thing in bpy.data.objects),
        "lights": sum(thing.type == "LIGHT" for thing in bpy.data.objects),
        "collections": {item.name: len(item.objects) for item in bpy.data.collections},
    }


print("REPORT " + json.dumps([report(path) for path in sys.argv[sys.argv.index("--") + 1 :]]))
